-- Accounts, and what payments, disputes and settlements have come to. Events that were passed over before this say so too;
-- therefore everything is folded again: the rows go, and the readers go back to the beginning of the log.
truncate event_count, hotel, business_day, room_type_version, room_type_night, rate_plan, overbooked_night, booking,
    booking_night, payment, cash_movement, rejection;
update projection_offset set next_offset = 0, newest_at = null;

-- A service of before this would fold again without the accounts; it cannot fill the column, so it cannot write.
alter table event_count add column form int not null;
comment on column event_count.form is 'Which form of the rows the writer knows: the number of this migration.';

alter table payment
    add column manual_refunded_minor bigint not null,
    add column action_url            text,
    add column action_expires_at     timestamptz,
    add column side_attempt_no       int,
    add column attention_operation   text;
comment on column payment.manual_refunded_minor is 'What went back outside the bank.';
comment on column payment.side_attempt_no is 'An attempt that leaves the state alone, such as the void of an authorisation that was renewed.';
comment on column payment.attention_operation is 'What a person must look at; UNKNOWN where it is the payment as a whole.';
comment on column payment.attention is 'Why a person must look at it; null where nobody must, or somebody has dealt with it.';

create table dispute (
    payment_id      uuid        not null,
    dispute_id      text        not null,
    hotel_id        text        not null,
    booking_id      uuid        not null,
    status          text        not null,
    stage           text        not null,
    reason_code     text        not null,
    amount_minor    bigint      not null,
    currency        text        not null,
    evidence_due_at timestamptz,
    opened_on       date        not null,
    changed_at      timestamptz not null,
    primary key (payment_id, dispute_id)
);
comment on column dispute.status is 'OPEN, CHALLENGED, ACCEPTED, WON or LOST.';
create index dispute_by_hotel on dispute (hotel_id, evidence_due_at, payment_id);

create table operator_act (
    topic        text        not null,
    partition    int         not null,
    event_offset bigint      not null,
    hotel_id     text        not null,
    payment_id   uuid        not null,
    booking_id   uuid        not null,
    request_id   uuid        not null,
    request_type text        not null,
    actor_type   text        not null,
    actor_id     text        not null,
    reason       text        not null,
    at           timestamptz not null,
    primary key (topic, partition, event_offset)
);
create index operator_act_by_payment on operator_act (payment_id);
create index operator_act_by_hotel on operator_act (hotel_id, at, event_offset);

create table unmatched_notification (
    topic              text        not null,
    partition          int         not null,
    event_offset       bigint      not null,
    hotel_id           text        not null,
    gateway            text        not null,
    notification_id    text        not null,
    kind               text        not null,
    merchant_reference text        not null,
    psp_reference      text        not null,
    amount_minor       bigint      not null,
    currency           text        not null,
    at                 timestamptz not null,
    primary key (topic, partition, event_offset)
);
comment on column unmatched_notification.hotel_id is 'As the bank named it; unmatched where it named none.';

create table settlement (
    request_id      uuid        primary key,
    hotel_id        text        not null,
    settlement_date date        not null,
    currency        text        not null,
    matched         int         not null,
    gross_minor     bigint      not null,
    fee_minor       bigint      not null,
    differences     int         not null,
    actor_id        text        not null,
    at              timestamptz not null
);
create index settlement_by_date on settlement (hotel_id, settlement_date);

create table settlement_difference (
    request_id         uuid   not null,
    line_no            int    not null,
    hotel_id           text   not null,
    settlement_date    date   not null,
    currency           text   not null,
    kind               text   not null,
    movement           text   not null,
    merchant_reference text   not null,
    booked_minor       bigint not null,
    settled_minor      bigint not null,
    primary key (request_id, line_no)
);
create index settlement_difference_by_date on settlement_difference (hotel_id, settlement_date);

-- What the journal of a booking is folded from. Facts of one booking come from two topics, which are read in any order; the
-- fold is over all of them in one fixed order, so that the journal does not depend on it.
create table ledger_fact (
    topic         text        not null,
    partition     int         not null,
    event_offset  bigint      not null,
    hotel_id      text        not null,
    booking_id    uuid,
    payment_id    uuid,
    business_date date        not null,
    event_type    text        not null,
    event_id      text,
    at            timestamptz not null,
    kind          text        not null,
    fact          jsonb       not null,
    primary key (topic, partition, event_offset)
);
comment on column ledger_fact.booking_id is 'Null where a business date was closed, which is about every booking in the house.';
create index ledger_fact_by_booking on ledger_fact (booking_id) where booking_id is not null;
create index ledger_fact_of_closed_days on ledger_fact (hotel_id, event_offset) where booking_id is null;

create table ledger_hotel (
    hotel_id     text primary key,
    payment_date date
);
comment on table ledger_hotel is 'Whoever writes entries of a hotel holds its row: two readers may have its two topics.';
comment on column ledger_hotel.payment_date is 'Newest business date that an event of a payment has named; events without one belong to it.';

create table journal_entry (
    topic         text        not null,
    partition     int         not null,
    event_offset  bigint      not null,
    about         uuid        not null,
    hotel_id      text        not null,
    business_date date        not null,
    booking_id    uuid,
    payment_id    uuid,
    event_type    text        not null,
    event_id      text,
    at            timestamptz not null,
    primary key (topic, partition, event_offset, about)
);
comment on column journal_entry.about is 'The booking, or the request of an entry that is about none; one event may have an entry for each of several bookings.';
create index journal_entry_by_date on journal_entry (hotel_id, business_date, at, topic, partition, event_offset, about);
create index journal_entry_by_booking on journal_entry (booking_id);
create index journal_entry_by_payment on journal_entry (payment_id) where payment_id is not null;

create table journal_line (
    topic         text   not null,
    partition     int    not null,
    event_offset  bigint not null,
    about         uuid   not null,
    line_no       int    not null,
    hotel_id      text   not null,
    business_date date   not null,
    booking_id    uuid,
    account       text   not null,
    debit_minor   bigint not null,
    credit_minor  bigint not null,
    currency      text   not null,
    primary key (topic, partition, event_offset, about, line_no),
    constraint journal_line_has_one_side check
        (debit_minor >= 0 and credit_minor >= 0 and (debit_minor > 0) <> (credit_minor > 0)),
    constraint journal_line_account_known check
        (account in ('GUEST', 'DEPOSIT', 'RECEIVABLE', 'CASH_CLEARING', 'CASH', 'REFUND_CLEARING', 'DISPUTES', 'FEES',
                     'REVENUE_ROOMS', 'REVENUE_OTHER', 'TAX', 'COMPENSATION'))
);
create index journal_line_by_date on journal_line (hotel_id, business_date);
create index journal_line_of_receivables on journal_line (hotel_id, booking_id) where account = 'RECEIVABLE';

-- No statement leaves an entry that does not balance: what it adds or takes away balances, entry by entry.
create function journal_balances() returns trigger language plpgsql as $$
begin
    if exists (select 1 from moved group by topic, partition, event_offset, about, currency
               having sum(debit_minor) <> sum(credit_minor)) then
        raise exception 'a journal entry does not balance' using errcode = 'check_violation';
    end if;
    return null;
end $$;

create function journal_is_not_edited() returns trigger language plpgsql as $$
begin
    raise exception 'a line of the journal is not edited; take the entry away and write another one'
        using errcode = 'check_violation';
end $$;

create trigger journal_line_added after insert on journal_line
    referencing new table as moved for each statement execute function journal_balances();
create trigger journal_line_taken_away after delete on journal_line
    referencing old table as moved for each statement execute function journal_balances();
create trigger journal_line_edited before update on journal_line
    for each row execute function journal_is_not_edited();
