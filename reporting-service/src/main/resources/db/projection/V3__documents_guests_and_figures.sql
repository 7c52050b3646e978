-- Guests, invoices, documents, the events behind each booking and figures that need more than was kept. Everything is folded
-- again: the rows go, and the readers go back to the beginning of the log.
truncate event_count, hotel, business_day, room_type_version, room_type_night, rate_plan, overbooked_night, booking,
    booking_night, payment, cash_movement, rejection, dispute, operator_act, unmatched_notification, settlement,
    settlement_difference, ledger_fact, ledger_hotel, journal_entry, journal_line;
update projection_offset set next_offset = 0, newest_at = null;

-- A service of before this would fold again without what is new, so it must not write.
alter table event_count add constraint written_by_who_knows_these_rows check (form >= 3);

-- Dashboard
create index booking_by_booked_on on booking (hotel_id, booked_on);

-- Documents
create table document (
    request_id    uuid        primary key,
    hotel_id      text        not null,
    kind          text        not null,
    format        text        not null,
    state         text        not null,
    business_date date,
    from_date     date,
    to_date       date,
    booking_id    uuid,
    series        text,
    number        bigint,
    is_nightly    boolean     not null,
    file_name     text,
    size_bytes    bigint,
    sha256        text,
    stands_on     jsonb       not null,
    public_url    text,
    data_at       timestamptz,
    is_final      boolean     not null,
    code          text,
    message       text,
    at            timestamptz not null
);
comment on column document.state is 'RENDERED or FAILED; the first answer stays, but a document that came after all replaces a failure.';
comment on column document.public_url is 'What the links in it begin with.';
comment on column document.stands_on is 'Next offset by topic and partition.';
create index document_by_time on document (at desc, request_id);
create index document_by_sha256 on document (sha256);

create table check_result (
    request_id uuid        primary key,
    hotel_id   text        not null,
    held       int         not null,
    broken     jsonb       not null,
    skipped    jsonb       not null,
    records    bigint      not null,
    actor_id   text        not null,
    at         timestamptz not null
);
create index check_result_by_time on check_result (at desc);

-- Invoices
alter table booking_night add column tax_rate_bps int not null;

alter table hotel
    add column legal_name text not null,
    add column address    text not null,
    add column vat_number text not null;
comment on column hotel.legal_name is 'Empty where the company is called like the hotel; so are the others where there is none.';

create table folio_charge (
    topic         text        not null,
    partition     int         not null,
    event_offset  bigint      not null,
    hotel_id      text        not null,
    booking_id    uuid        not null,
    request_id    uuid        not null,
    business_date date        not null,
    kind          text        not null,
    description   text        not null,
    gross_minor   bigint      not null,
    tax_minor     bigint      not null,
    tax_rate_bps  int         not null,
    at            timestamptz not null,
    primary key (topic, partition, event_offset)
);
comment on column folio_charge.kind is 'FOOD_AND_BEVERAGE, MINIBAR, PARKING, CITY_TAX or OTHER.';
create index folio_charge_by_booking on folio_charge (booking_id);
create index folio_charge_by_date on folio_charge (hotel_id, business_date);

create table invoice (
    hotel_id          text        not null,
    series            text        not null,
    number            bigint      not null,
    kind              text        not null,
    booking_id        uuid        not null,
    party_id          uuid        not null,
    issued_on         date        not null,
    currency          text        not null,
    total_gross_minor bigint      not null,
    credited_series   text,
    credited_number   bigint,
    reason            text,
    taxes             jsonb       not null,
    topic             text        not null,
    partition         int         not null,
    event_offset      bigint      not null,
    at                timestamptz not null,
    primary key (hotel_id, series, number)
);
comment on column invoice.kind is 'INVOICE or CREDIT_NOTE; both have positive amounts.';
comment on column invoice.taxes is 'Sums by tax rate: [{"taxRateBps", "netMinor", "taxMinor", "grossMinor"}], lowest rate first.';
create index invoice_by_booking on invoice (booking_id);
create index invoice_by_date on invoice (hotel_id, issued_on);
create index invoice_credited_by on invoice (hotel_id, credited_series, credited_number) where kind = 'CREDIT_NOTE';

create table invoice_line (
    hotel_id       text   not null,
    series         text   not null,
    number         bigint not null,
    line_no        int    not null,
    kind           text   not null,
    description    text   not null,
    supplied_on    date   not null,
    quantity       int    not null,
    unit_net_minor bigint not null,
    net_minor      bigint not null,
    tax_minor      bigint not null,
    gross_minor    bigint not null,
    tax_rate_bps   int    not null,
    charge_kind    text,
    tax_reason     text    not null,
    reverse_charge boolean not null,
    primary key (hotel_id, series, number, line_no)
);
comment on column invoice_line.tax_reason is 'Why it carries no tax, in the hotel''s words at the date of issue; empty where it carries tax or costs nothing.';
comment on column invoice_line.kind is 'NIGHT, CHARGE, CANCELLATION_FEE, NO_SHOW_FEE, EARLY_DEPARTURE_FEE or ADJUSTMENT.';

alter table payment
    add column card_brand text,
    add column card_last4 text;
comment on column payment.card_last4 is 'Of the card that the bank named last; null where it has named none.';

-- Event index
create table event_index (
    topic         text        not null,
    partition     int         not null,
    event_offset  bigint      not null,
    record_type   text        not null,
    hotel_id      text        not null,
    booking_id    uuid,
    payment_id    uuid,
    business_date date,
    at            timestamptz not null,
    primary key (topic, partition, event_offset)
);
comment on table event_index is 'Where on the log each event stands that names a booking or a payment, also of types that are newer than the service.';
comment on column event_index.record_type is 'Without namespace.';
create index event_index_by_booking on event_index (booking_id) where booking_id is not null;
create index event_index_by_payment on event_index (payment_id) where payment_id is not null;

-- Guests
alter table booking
    add column guest_id          uuid,
    add column channel_reference text;
comment on column booking.guest_id is 'Who booked; the name is in guest_profile, and nowhere else.';
create index booking_by_guest on booking (guest_id) where guest_id is not null;
create index booking_by_channel_reference on booking (channel_reference) where channel_reference is not null;
create index booking_by_confirmation_code on booking (confirmation_code);

create table guest_profile (
    guest_id uuid primary key,
    name     text not null,
    email    text not null,
    language text not null
);
comment on table guest_profile is 'What the newest record of guest.profiles under each guest''s key says; no row where it says nothing any more.';

create table guest_word (
    word     text collate "C" not null,
    guest_id uuid             not null,
    primary key (word, guest_id)
);
comment on table guest_word is 'The words of names and e-mail addresses, without case and accents, so that a search finds them by their beginning.';
create index guest_word_by_guest on guest_word (guest_id);

create table invoice_party (
    party_id   uuid primary key,
    hotel_id   text not null,
    guest_id   uuid,
    name       text not null,
    address    text not null,
    vat_number text not null,
    email      text not null,
    keep_until date not null,
    said_at    timestamptz not null
);
comment on table invoice_party is 'Whom invoices are made out to; kept when the guest is erased, because fiscal law wants it, and no longer than that.';
create index invoice_party_by_guest on invoice_party (guest_id) where guest_id is not null;

create table erased_guest (
    guest_id   uuid primary key,
    request_id uuid        not null,
    documents  int         not null,
    held       jsonb       not null,
    erased_at  timestamptz not null
);
comment on table erased_guest is 'No row of theirs comes back, whatever is on guest.profiles and in whichever order the topics are read.';

-- Availability, rates and restrictions
create table price_night (
    hotel_id     text   not null,
    rate_plan_id text   not null,
    room_type_id text   not null,
    night        date   not null,
    gross_minor  bigint not null,
    currency     text   not null,
    primary key (hotel_id, room_type_id, rate_plan_id, night)
);

create table restriction_night (
    hotel_id            text    not null,
    room_type_id        text    not null,
    rate_plan_id        text    not null,
    night               date    not null,
    stop_sell           boolean not null,
    closed_to_arrival   boolean not null,
    closed_to_departure boolean not null,
    min_stay_arrival    int     not null,
    min_stay_through    int     not null,
    max_stay            int     not null,
    primary key (hotel_id, night, room_type_id, rate_plan_id)
);
comment on column restriction_night.room_type_id is 'Empty where it counts for all; all rows that fit a room type and a plan count together.';
comment on column restriction_night.rate_plan_id is 'Empty where it counts for all.';

create table overbooking_night (
    hotel_id     text not null,
    room_type_id text not null,
    night        date not null,
    allowance    int  not null,
    primary key (hotel_id, room_type_id, night)
);

-- Figures

-- What happened to a booking, step by step, with its stay as that step left it: a report of a past date must not know what
-- was changed or undone since.
create table booking_movement (
    booking_id           uuid    not null,
    version              int     not null,
    hotel_id             text    not null,
    business_date        date    not null,
    kind                 text    not null,
    channel              text    not null,
    rate_plan_id         text    not null,
    on_books             boolean not null,
    secured              boolean not null,
    arrived              boolean not null,
    arrival_date         date    not null,
    former_arrival       date,
    departure_date       date    not null,
    departure_days_later int     not null,
    rooms                int     not null,
    room_nights          int     not null,
    guests               int     not null,
    gross_minor          bigint  not null,
    net_minor            bigint  not null,
    books_nights         int     not null,
    books_net_minor      bigint  not null,
    fee_minor            bigint,
    late                 boolean,
    takes_back           text,
    primary key (booking_id, version)
);
comment on column booking_movement.kind is 'HELD, BOOKED (without a hold), CONFIRMED (after one), MODIFIED, ARRIVED, LEFT, CANCELLED, NO_SHOW, WALKED, RELEASED, EXPIRED or REINSTATED.';
comment on column booking_movement.secured is 'Whether it is of a booking that was more than a hold, before or after the step.';
comment on column booking_movement.arrived is 'Whether the guest has come by then.';
comment on column booking_movement.former_arrival is 'The date of arrival before the step, where the step has moved it.';
comment on column booking_movement.departure_days_later is 'By how many days the step moved the departure; negative where it is earlier.';
comment on column booking_movement.books_nights is 'By how many room nights the step changed what is on the books.';
comment on column booking_movement.fee_minor is 'Fee of a CANCELLED, a NO_SHOW or of a LEFT before time; negative where REINSTATED takes it back.';
comment on column booking_movement.takes_back is 'Of a REINSTATED: the step that is undone.';
create index booking_movement_by_date on booking_movement (hotel_id, business_date);
create index booking_movement_by_former_arrival on booking_movement (hotel_id, former_arrival)
    where former_arrival is not null;

-- One try at the bank and what came of it.
create table payment_attempt (
    payment_id       uuid        not null,
    attempt_no       int         not null,
    hotel_id         text        not null,
    operation        text,
    business_date    date,
    started_at       timestamptz,
    outcome          text,
    outcome_at       timestamptz,
    unknown_at       timestamptz,
    decline_code     text,
    decline_category text,
    primary key (payment_id, attempt_no)
);
comment on column payment_attempt.outcome is 'AUTHORIZED, CAPTURED, VOIDED, REFUNDED, ADJUSTED, DECLINED, FAILED (had no effect), UNKNOWN or RESOLVED; null while nothing was heard.';
comment on column payment_attempt.unknown_at is 'When its outcome became unknown, also where it is known by now.';
create index payment_attempt_by_date on payment_attempt (hotel_id, business_date);
create index payment_attempt_once_unknown on payment_attempt (hotel_id, unknown_at) where unknown_at is not null;
create index payment_needing_attention on payment (hotel_id) where attention is not null;
create index rejection_by_date on rejection (hotel_id, business_date);

-- What the journal moves on a business date in the three accounts of guests; opening balances are sums of days then, however
-- many lines there are.
create table ledger_day (
    hotel_id        text   not null,
    business_date   date   not null,
    ledger          text   not null,
    currency        text   not null,
    charges_minor   bigint not null,
    transfers_minor bigint not null,
    payments_minor  bigint not null,
    moves           bigint not null,
    primary key (hotel_id, business_date, ledger, currency)
);
comment on column ledger_day.payments_minor is 'What guests paid, less what they were given back.';

-- What ended bookings owe (negative: are owed) at the end of the business dates from since_on until before until_on.
create table open_balance (
    booking_id    uuid   not null,
    since_on      date   not null,
    until_on      date,
    hotel_id      text   not null,
    currency      text   not null,
    balance_minor bigint not null,
    primary key (booking_id, since_on, currency)
);
create index open_balance_by_hotel on open_balance (hotel_id, since_on);

-- What is open after the end is in open_balance, so nobody looks for receivables in the journal any more; and nobody pages
-- through so many entries of one moment that the index should know their order.
drop index journal_line_of_receivables;
drop index journal_entry_by_date;
create index journal_entry_by_date on journal_entry (hotel_id, business_date, at);

-- Rooms are there from the day on which the hotel opened: nights before it would make its first month look empty.
create or replace view room_type_count as
select v.hotel_id, v.room_type_id, v.event_offset, v.rooms,
       coalesce((select max(d.business_date)
                 from business_day d
                 where d.hotel_id = v.hotel_id and d.event_offset < v.event_offset), h.opened_on) as from_night
from room_type_version v join hotel h using (hotel_id);

-- What was known when. An answer as of a past business date must not know what was learnt after it.

alter table booking add column stepped_on date not null;
comment on column booking.stepped_on is 'Business date of its newest step: as of that date and later it is as this row says, as of earlier ones as booking_movement does.';

-- Numbers of rooms on single nights as each event has set them.
create table room_type_night_change (
    hotel_id     text   not null,
    night        date   not null,
    room_type_id text   not null,
    event_offset bigint not null,
    known_on     date   not null,
    physical     int,
    out_of_order int,
    primary key (hotel_id, night, room_type_id, event_offset)
);
comment on column room_type_night_change.known_on is 'The hotel''s business date when it was said.';
comment on column room_type_night_change.physical is 'Null where the event says nothing of it; the same for out_of_order.';

-- Until when a person was called to a payment, and for what.
create table payment_attention (
    payment_id    uuid        not null,
    since_version int         not null,
    hotel_id      text        not null,
    operation     text        not null,
    reason        text        not null,
    since_at      timestamptz not null,
    until_at      timestamptz,
    primary key (payment_id, since_version)
);
comment on table payment_attention is 'Events of payments name no business date here; what was said before a business date was closed was known on it.';
create index payment_attention_by_time on payment_attention (hotel_id, since_at);
create index payment_attention_open on payment_attention (payment_id) where until_at is null;

create table dispute_step (
    payment_id uuid        not null,
    dispute_id text        not null,
    version    int         not null,
    status     text        not null,
    at         timestamptz not null,
    primary key (payment_id, dispute_id, version)
);
