-- What of documents is not folded from the log: their bytes, the guests they name, who works on what, and what was asked on
-- report.requests, which keeps its records for 30 days only.

create table stored_document (
    request_id  uuid        primary key,
    hotel_id    text        not null,
    kind        text        not null,
    format      text        not null,
    series      text,
    number      bigint,
    file_name   text        not null,
    media_type  text        not null,
    sha256      text        not null,
    size_bytes  bigint      not null,
    pages       int         not null,
    bytes       bytea,
    event       bytea       not null,
    stored_at   timestamptz not null,
    renderer    text        not null,
    announced_at timestamptz,
    erased_at   timestamptz,
    expired_at  timestamptz
);
comment on table stored_document is 'Inserted once and never overwritten: a job that is done twice gives one file.';
comment on column stored_document.event is 'The DocumentRendered that tells of it, in Avro, so that a second telling is the same.';
comment on column stored_document.announced_at is 'When report.events had it; null where a renderer died in between.';
comment on column stored_document.erased_at is 'When its bytes were removed because a guest was erased whom it named.';
comment on column stored_document.expired_at is 'When its bytes were removed because their time was over; invoices and credit notes have none.';
create index stored_document_by_age on stored_document (stored_at) where bytes is not null;
create index stored_document_by_sha256 on stored_document (sha256);

create table stored_document_guest (
    guest_id   uuid not null,
    request_id uuid not null references stored_document,
    primary key (guest_id, request_id)
);

create table erased_guest (
    guest_id  uuid        primary key,
    erased_at timestamptz not null
);
comment on table erased_guest is 'So that a renderer that has read a name before the erasure does not store it after.';

create table document_request (
    request_id    uuid        primary key,
    partition     int         not null,
    event_offset  bigint      not null,
    hotel_id      text        not null,
    kind          text        not null,
    format        text        not null,
    business_date date,
    from_date     date,
    to_date       date,
    booking_id    uuid,
    series        text,
    number        bigint,
    is_nightly    boolean     not null,
    requested_at  timestamptz not null
);
comment on table document_request is 'Every DocumentRequested of report.requests, by its first record.';
create index document_request_by_time on document_request (requested_at desc, request_id);

create table document_request_offset (
    partition   int    primary key,
    topic_id    uuid   not null,
    next_offset bigint not null
);

create table document_work (
    request_id uuid        primary key,
    renderer   text        not null,
    delivery   int         not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    outcome    text
);
comment on table document_work is 'The newest attempt at each request.';

create table nightly_request (
    hotel_id      text        not null,
    business_date date        not null,
    kind          text        not null,
    format        text        not null,
    request_id    uuid        not null,
    asked_at      timestamptz not null,
    primary key (hotel_id, business_date, kind, format)
);
