-- Everything here is folded from the event topics and can be dropped and folded again. Amounts are in minor units of the
-- row's currency; dates are hotel-local business dates; nothing here names a person.

create table projection_offset (
    topic       text   not null,
    partition   int    not null,
    topic_id    uuid   not null,
    next_offset bigint not null,
    newest_at   timestamptz,
    primary key (topic, partition)
);
comment on table projection_offset is 'Written in the transaction that writes the rows: all records below next_offset are in them, none above.';
comment on column projection_offset.topic_id is 'A topic that was deleted and created again has another id: its offsets mean something else.';
comment on column projection_offset.newest_at is 'Time stamp of the newest record that is in the rows.';

create table event_count (
    topic       text   not null,
    partition   int    not null,
    record_type text   not null,
    outcome     text   not null,
    records     bigint not null,
    last_offset bigint not null,
    primary key (topic, partition, record_type, outcome)
);
comment on column event_count.outcome is 'PROJECTED, UNKNOWN_TYPE (skipped) or DEAD (sent to the dead-letter topic).';

create table hotel (
    hotel_id      text primary key,
    name          text not null,
    time_zone     text not null,
    currency      text not null,
    opened_on     date not null,
    business_date date not null
);

create table business_day (
    hotel_id      text        not null,
    event_offset  bigint      not null,
    closed_date   date        not null,
    business_date date        not null,
    closed_at     timestamptz not null,
    primary key (hotel_id, event_offset)
);

create table room_type_version (
    hotel_id      text   not null,
    room_type_id  text   not null,
    event_offset  bigint not null,
    name          text   not null,
    rooms         int    not null,
    occupancy_max int    not null,
    primary key (hotel_id, room_type_id, event_offset)
);

-- A hotel that builds a new wing must not see last year's occupancy fall: a changed count holds from the business date on
-- which it was made. All events of a hotel are in one partition, so offsets order them.
create view room_type_count as
select v.hotel_id, v.room_type_id, v.event_offset, v.rooms,
       coalesce((select max(d.business_date)
                 from business_day d
                 where d.hotel_id = v.hotel_id and d.event_offset < v.event_offset), '-infinity'::date) as from_night
from room_type_version v;

create table room_type_night (
    hotel_id     text not null,
    room_type_id text not null,
    night        date not null,
    physical     int,
    out_of_order int,
    primary key (hotel_id, room_type_id, night)
);
comment on column room_type_night.physical is 'Null where the room type''s own count holds.';

create table rate_plan (
    hotel_id     text not null,
    rate_plan_id text not null,
    name         text not null,
    pricing      text not null,
    guarantee    text not null,
    primary key (hotel_id, rate_plan_id)
);

create table overbooked_night (
    hotel_id     text not null,
    room_type_id text not null,
    night        date not null,
    rooms        int  not null,
    primary key (hotel_id, room_type_id, night)
);

create table booking (
    booking_id          uuid        primary key,
    hotel_id            text        not null,
    version             int         not null,
    status              text        not null,
    confirmation_code   text        not null,
    channel             text        not null,
    rate_plan_id        text        not null,
    guarantee           text        not null,
    currency            text        not null,
    booked_on           date        not null,
    booked_room_nights  int         not null,
    booked_gross_minor  bigint      not null,
    arrival_date        date        not null,
    departure_date      date        not null,
    rooms               int         not null,
    room_nights         int         not null,
    adults              int         not null,
    children            int         not null,
    gross_minor         bigint      not null,
    net_minor           bigint      not null,
    confirmed_on        date,
    checked_in_on       date,
    checked_out_on      date,
    off_books_on        date,
    off_books_reason    text,
    fee_minor           bigint,
    late                boolean,
    changed_at          timestamptz not null
) with (fillfactor = 75);
comment on column booking.booked_on is 'Business date of the first event; booked_room_nights and booked_gross_minor are as sold then.';
comment on column booking.room_nights is 'As it is now: after changes and early departure; 0 for day use.';
comment on column booking.off_books_on is 'Business date of the cancellation, no-show, release or expiry.';
comment on column booking.fee_minor is 'Cancellation fee of a CANCELLED, no-show fee of a NO_SHOW booking.';
-- Not on status: it changes with every step, and an update that touches no index is far cheaper.
create index booking_by_arrival on booking (hotel_id, arrival_date, booking_id);
create index booking_by_arrival_of_all on booking (arrival_date, booking_id);

create table booking_night (
    booking_id    uuid   not null,
    since_version int    not null,
    room_stay_no  int    not null,
    night         date   not null,
    hotel_id      text   not null,
    room_type_id  text   not null,
    guests        int    not null,
    gross_minor   bigint not null,
    net_minor     bigint not null,
    since_on      date   not null,
    until_on      date,
    primary key (booking_id, since_version, room_stay_no, night)
);
comment on column booking_night.since_on is 'Business date from which the night is in the booking: the booking''s own date, or that of a change.';
comment on column booking_night.until_on is 'Business date on which a change or an early departure took it out; null while it is in.';
create index booking_night_by_night on booking_night (hotel_id, night);

create table payment (
    payment_id       uuid        primary key,
    hotel_id         text        not null,
    booking_id       uuid        not null,
    version          int         not null,
    state            text        not null,
    purpose          text        not null,
    amount_minor     bigint      not null,
    currency         text        not null,
    capture_mode     text        not null,
    business_date    date        not null,
    authorized_minor bigint      not null,
    captured_minor   bigint      not null,
    refunded_minor   bigint      not null,
    psp_reference    text,
    decline_code     text,
    attention        text,
    changed_at       timestamptz not null
) with (fillfactor = 75);
create index payment_by_hotel on payment (hotel_id, business_date desc, payment_id);
create index payment_by_booking on payment (booking_id);

create table cash_movement (
    payment_id    uuid   not null,
    version       int    not null,
    hotel_id      text   not null,
    booking_id    uuid   not null,
    kind          text   not null,
    purpose       text   not null,
    amount_minor  bigint not null,
    currency      text   not null,
    business_date date   not null,
    primary key (payment_id, version)
);
comment on column cash_movement.kind is 'CAPTURE or REFUND; amounts are positive in both.';
create index cash_movement_by_date on cash_movement (hotel_id, business_date);

create table rejection (
    topic         text        not null,
    partition     int         not null,
    event_offset  bigint      not null,
    hotel_id      text        not null,
    request_id    uuid        not null,
    booking_id    uuid,
    payment_id    uuid,
    business_date date,
    request_type  text        not null,
    code          text        not null,
    message       text        not null,
    retriable     boolean     not null,
    details       jsonb       not null,
    at            timestamptz not null,
    primary key (topic, partition, event_offset)
);
create index rejection_by_hotel on rejection (hotel_id, at, topic, event_offset);
