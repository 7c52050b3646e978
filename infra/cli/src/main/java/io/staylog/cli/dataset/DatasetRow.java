package io.staylog.cli.dataset;

import io.staylog.schemas.common.Channel;
import java.time.LocalDate;

/**
 * One booking of the data set.
 *
 * @param no position in the file from 0; the only identity there is, since rows equal one another
 * @param hotel where
 * @param arrival first night
 * @param leadDays from booking to arrival
 * @param nights of the stay; 0 is day use
 * @param party who comes
 * @param roomType the class that was reserved
 * @param channel where the booking came from
 * @param deposit how it is paid
 * @param nightMinor price of every night in cents
 * @param ending what became of it
 * @param cancelledOn the day of a cancellation; without meaning for the other endings
 */
record DatasetRow(
        int no,
        DatasetHotel hotel,
        LocalDate arrival,
        int leadDays,
        int nights,
        Party party,
        String roomType,
        Channel channel,
        Deposit deposit,
        long nightMinor,
        Ending ending,
        LocalDate cancelledOn) {

    /** What became of a booking. */
    enum Ending {
        CHECKED_OUT,
        CANCELLED,
        NO_SHOW
    }

    LocalDate booked() {
        return arrival.minusDays(leadDays);
    }

    LocalDate departure() {
        return arrival.plusDays(nights);
    }

    boolean dayUse() {
        return nights == 0;
    }

    /** Whether something has to be paid before the booking is confirmed. */
    boolean prepaid() {
        return deposit != Deposit.NO_DEPOSIT && nightMinor * nights > 0;
    }
}
