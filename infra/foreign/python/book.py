#!/usr/bin/python3
"""Books a room with a Kafka client that knows nothing of Staylog but its topics and its schema registry.

Libraries: Debian's python3-confluent-kafka, python3-avro and python3-requests (infra/foreign/install installs them).
On standard output: the BookingConfirmed that was read, as one line of JSON. What a person should know goes to
standard error. Exit code: 0 confirmed, 2 wrong arguments, 3 refused, 4 no answer in time, 5 Kafka or registry away.
"""

import argparse
import datetime
import functools
import json
import struct
import sys
import time
import uuid

try:
    import avro.schema
    from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Producer, TopicPartition
    from confluent_kafka.avro import CachedSchemaRegistryClient, MessageSerializer
    from requests import RequestException
except ImportError as missing:
    sys.exit(f"{missing}: run infra/foreign/install, and start this with /usr/bin/python3")

REQUESTS = "booking.requests"
EVENTS = "booking.events"
PACKAGE = "io.staylog.schemas.booking"
CONFIRMED, REJECTED, RELEASED = (f"{PACKAGE}.{name}" for name in ("BookingConfirmed", "RequestRejected", "BookingReleased"))

REFUSED, NO_ANSWER, UNREACHABLE = 3, 4, 5
NETWORK_SECONDS = 10


def tolerate_no_uuid():
    """Avro 1.11.1 cannot write null where a UUID or null is allowed: it asks whether None is a UUID, which is an exception."""
    is_uuid = avro.schema.UUIDSchema.validate
    avro.schema.UUIDSchema.validate = lambda schema, value: is_uuid(schema, value) if isinstance(value, str) else None


class Stop(Exception):
    """Ends the program with an exit code and a sentence for a person."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code = code


def day(text):
    return datetime.date.fromisoformat(text)


def arguments():
    today = datetime.date.today()
    parser = argparse.ArgumentParser(
        description="Books a room through Kafka and waits for the answer. Without arguments: the hotel that infra/local/up opens.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--hotel", default="first-hotel", help="the hotel's id")
    parser.add_argument("--room-type", default="DBL", help="the class of rooms")
    parser.add_argument("--rate-plan", default="PREPAID", help="under which prices and rules")
    parser.add_argument("--arrival", type=day, default=today + datetime.timedelta(21), help="first night, YYYY-MM-DD")
    parser.add_argument("--departure", type=day, default=today + datetime.timedelta(23), help="day of leaving, YYYY-MM-DD")
    parser.add_argument("--adults", type=int, default=2, help="adults in the room")
    parser.add_argument("--currency", default="EUR", help="ISO 4217 code; it must be the hotel's")
    parser.add_argument("--card", default="tok_ok", help="token of a stored card; never a card number")
    parser.add_argument("--request-id", type=uuid.UUID, help="to repeat a request: it is answered once (default: a new one)")
    parser.add_argument("--booking-id", type=uuid.UUID, help="id of the booking (default: a new one)")
    parser.add_argument("--wait", type=float, default=30, help="seconds to wait for the answer")
    parser.add_argument("--bootstrap-servers", default="127.0.0.1:9092", help="Kafka")
    parser.add_argument("--registry", default="http://127.0.0.1:8081/apis/ccompat/v7", help="the registry's Confluent interface")
    return parser.parse_args()


def request(args):
    """A BookingRequested. Avro's logical types: a date is a date here, a UUID is text, an enum is its symbol.

    Amounts of money, where a record has any, are whole numbers of minor units (cents).
    """
    return {
        "requestId": str(args.request_id or uuid.uuid4()),
        "hotelId": args.hotel,
        "bookingId": str(args.booking_id or uuid.uuid4()),
        "ratePlanId": args.rate_plan,
        "channel": "OTA",
        "roomStays": [{
            "roomTypeId": args.room_type,
            "arrivalDate": args.arrival,
            "departureDate": args.departure,
            "adults": args.adults,
        }],
        "currency": args.currency,
        "paymentMethodToken": args.card,
        "actor": {"type": "CHANNEL", "id": "python-example"},
    }


def with_defaults(schema, value):
    """Adds the fields that the schema has and the value has not.

    Every field that Staylog ever adds to a record has a default, so a program that does this survives all new versions.
    """
    if schema.type == "record":
        return {field.name: with_defaults(field.type, value[field.name]) if field.name in value else field.default
                for field in schema.fields}
    if schema.type == "array":
        return [with_defaults(schema.items, item) for item in value]
    return value


class Schemas:
    """The registry. Nothing is ever registered here: that is for whoever owns the schema."""

    def __init__(self, url):
        self.url = url
        self.client = CachedSchemaRegistryClient({"url": url})
        # The client has no time-out of its own, and a registry that never answers would hold it for ever.
        self.client._session.request = functools.partial(self.client._session.request, timeout=NETWORK_SECONDS)
        self.serializer = MessageSerializer(self.client)

    def encode(self, topic, type_name, record):
        """The record in Confluent's wire format. Staylog's subjects are <topic>-<full name of the record>."""
        subject = f"{topic}-{type_name}"
        schema_id, schema, _ = self.client.get_latest_schema(subject)
        if schema_id is None:
            raise Stop(UNREACHABLE, f"The registry at {self.url} gave no schema for {subject}. Is it Staylog's registry, "
                       "and has `staylog schemas register` run?")
        # Not encode_record_with_schema: that one registers, under a subject of another name.
        return self.serializer.encode_record_with_schema_id(schema_id, with_defaults(schema, record))

    def type_name(self, payload):
        """The full name of the record type; None for what is not in wire format, or of a schema nobody knows."""
        if payload is None or len(payload) < 5 or payload[0] != 0:
            return None
        schema = self.client.get_by_id(struct.unpack(">I", payload[1:5])[0])
        return schema and getattr(schema, "fullname", None)

    def decode(self, payload):
        return self.serializer.decode_message(payload)


def reader(args):
    """A consumer that stands at the end of ALL partitions of booking.events.

    Staylog puts everything of a hotel into the partition that murmur2 gives for its id. This client hashes with CRC32, so it
    cannot say which one that is, and need not.
    """
    consumer = Consumer({
        "bootstrap.servers": args.bootstrap_servers,
        "group.id": "python-example",  # Asked for by the library; with assign() and without commits nobody uses it.
        "enable.auto.commit": False,
        "auto.offset.reset": "error",
        "isolation.level": "read_committed",  # What is rolled back has never happened.
    })
    partitions = consumer.list_topics(EVENTS, timeout=NETWORK_SECONDS).topics[EVENTS].partitions
    if not partitions:
        raise Stop(UNREACHABLE, f"Kafka at {args.bootstrap_servers} has no topic {EVENTS}: is it Staylog's Kafka?")
    places = [TopicPartition(EVENTS, number) for number in partitions]
    for place in places:
        # The position is taken before anything is asked, so the answer cannot be missed. The answer to a repeated request
        # may be on the log already.
        _, end = consumer.get_watermark_offsets(place, timeout=NETWORK_SECONDS)
        place.offset = OFFSET_BEGINNING if args.request_id else end
    consumer.assign(places)
    return consumer


def send(args, key, payload):
    """Writes the request and waits until Kafka has it. The partitioner is librdkafka's own: CRC32 of the key."""
    producer = Producer({
        "bootstrap.servers": args.bootstrap_servers,
        "enable.idempotence": True,  # With it, acks=all and no duplicates by retries.
        "message.timeout.ms": NETWORK_SECONDS * 1000,
    })
    written = []

    def on_delivery(error, message):
        if error:
            raise KafkaException(error)
        written.append(message)

    producer.produce(REQUESTS, key=key, value=payload, on_delivery=on_delivery)
    producer.flush()
    say(f"asked: {REQUESTS}, partition {written[0].partition()}, offset {written[0].offset()}")


def answer(consumer, schemas, asked, seconds):
    """Reads on until the request is decided."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        message = consumer.poll(0.2)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        # The topic carries many record types, and there will be more: what is not known here is not for us.
        type_name = schemas.type_name(message.value())
        if type_name not in (CONFIRMED, REJECTED, RELEASED):
            continue
        event = schemas.decode(message.value())
        if type_name == REJECTED and event["requestId"] == asked["requestId"]:
            raise Stop(REFUSED, f"Refused ({event['code']}): {event['message']}")
        if type_name == RELEASED and event["bookingId"] == asked["bookingId"]:
            raise Stop(REFUSED, f"Refused: the payment was declined ({event['declineCode']}), and the room is free again.")
        if type_name == CONFIRMED and event["bookingId"] == asked["bookingId"]:
            return event
    raise Stop(NO_ANSWER, f"No answer within {seconds:g} s. {repeat(asked)}")


def repeat(asked):
    return f"It is safe to repeat it with --request-id {asked['requestId']} --booking-id {asked['bookingId']}"


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def book(args):
    asked = request(args)
    schemas = Schemas(args.registry)
    try:
        payload = schemas.encode(REQUESTS, f"{PACKAGE}.BookingRequested", asked)
        consumer = reader(args)
    except RequestException as e:
        raise Stop(UNREACHABLE, f"The schema registry at {args.registry} does not answer "
                   f"({type(e).__name__}). Nothing was asked.") from e
    except KafkaException as e:
        raise Stop(UNREACHABLE, f"Kafka at {args.bootstrap_servers} does not answer "
                   f"({e.args[0].str()}). Nothing was asked.") from e
    try:
        send(args, asked["hotelId"], payload)
        confirmed = answer(consumer, schemas, asked, args.wait)
    except (RequestException, KafkaException) as e:
        raise Stop(NO_ANSWER, f"Whether the room is booked is not known ({e}). {repeat(asked)}") from e
    finally:
        consumer.close()
    print(json.dumps(confirmed, default=str))  # Dates and times are not JSON's: as text.


if __name__ == "__main__":
    tolerate_no_uuid()
    try:
        book(arguments())
    except Stop as stop:
        say(str(stop))
        sys.exit(stop.code)
