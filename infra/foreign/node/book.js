#!/usr/bin/env node
// Books a room with a Kafka client that knows nothing of Staylog but its topics and its schema registry.
//
// Libraries: kafkajs and @kafkajs/confluent-schema-registry (infra/foreign/install installs them).
// On standard output: the BookingConfirmed that was read, as one line of JSON. What a person should know goes to
// standard error. Exit code: 0 confirmed, 2 wrong arguments, 3 refused, 4 no answer in time, 5 Kafka or registry away.
'use strict'

// kafkajs 2 prints a warning about its partitioner unless it is told that one knows.
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'

const { randomUUID } = require('node:crypto')
const { parseArgs } = require('node:util')
const { CompressionCodecs, CompressionTypes, Kafka, KafkaJSError, Partitioners, logLevel } = required('kafkajs')
const { SchemaRegistry } = required('@kafkajs/confluent-schema-registry')
const lz4 = required('lz4-napi')

const REQUESTS = 'booking.requests'
const EVENTS = 'booking.events'
const PACKAGE = 'io.staylog.schemas.booking'
const [CONFIRMED, REJECTED, RELEASED] = ['BookingConfirmed', 'RequestRejected', 'BookingReleased'].map(name => `${PACKAGE}.${name}`)

const [WRONG, REFUSED, NO_ANSWER, UNREACHABLE] = [2, 3, 4, 5]
const DAY_MS = 24 * 60 * 60 * 1000
const NETWORK_MS = 10_000

// Staylog's services compress with LZ4, which kafkajs does not bring itself.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: encoder => lz4.compressFrame(encoder.buffer),
  decompress: buffer => lz4.decompressFrame(buffer)
})

/** Ends the program with an exit code and a sentence for a person. */
class Stop extends Error {
  constructor(code, sentence, cause) {
    super(sentence, { cause })
    this.code = code
  }
}

const inDays = days => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

const OPTIONS = {
  hotel: ['first-hotel', "the hotel's id"],
  'room-type': ['DBL', 'the class of rooms'],
  'rate-plan': ['PREPAID', 'under which prices and rules'],
  arrival: [inDays(21), 'first night, YYYY-MM-DD'],
  departure: [inDays(23), 'day of leaving, YYYY-MM-DD'],
  adults: ['2', 'adults in the room'],
  currency: ['EUR', "ISO 4217 code; it must be the hotel's"],
  card: ['tok_ok', 'token of a stored card; never a card number'],
  'request-id': [undefined, 'to repeat a request: it is answered once (default: a new one)'],
  'booking-id': [undefined, 'id of the booking (default: a new one)'],
  wait: ['30', 'seconds to wait for the answer'],
  partitioner: ['default', "kafkajs' own: default (murmur2, as Java's) or legacy (kafkajs 1's, which differs)"],
  'bootstrap-servers': ['127.0.0.1:9092', 'Kafka'],
  registry: ['http://127.0.0.1:8081/apis/ccompat/v7', "the registry's Confluent interface"]
}

function help() {
  const lines = Object.entries(OPTIONS).map(([name, [standard, text]]) =>
    `  --${name.padEnd(18)}${text}${standard === undefined ? '' : ` (default: ${standard})`}`)
  return `usage: book.js [options]

Books a room through Kafka and waits for the answer. Without arguments: the hotel that infra/local/up opens.

${lines.join('\n')}
  --${'help'.padEnd(18)}this text`
}

function read(argv) {
  try {
    const options = Object.fromEntries(Object.entries(OPTIONS).map(([name, [standard]]) =>
      [name, { type: 'string', ...(standard === undefined ? {} : { default: standard }) }]))
    const args = parseArgs({ args: argv, options: { ...options, help: { type: 'boolean' } } }).values
    args.wait = number(args, 'wait')
    args.adults = number(args, 'adults')
    date(args, 'arrival')
    date(args, 'departure')
    id(args, 'request-id')
    id(args, 'booking-id')
    if (!(args.partitioner in PARTITIONERS)) {
      throw new Error(`--partitioner is default or legacy, not ${args.partitioner}`)
    }
    return args
  } catch (e) {
    throw new Stop(WRONG, `${e.message}; --help shows what there is`)
  }
}

function number(args, name) {
  if (!/^\d+$/.test(args[name])) {
    throw new Error(`--${name} must be a whole number, not ${args[name]}`)
  }
  return Number(args[name])
}

/** Avro's date as avsc, the Avro library here, has it: days since 1970-01-01. */
function date(args, name) {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(args[name]) ? Date.parse(args[name]) : NaN
  if (Number.isNaN(ms)) {
    throw new Error(`--${name} must be a date as 2027-05-01, not ${args[name]}`)
  }
  return ms / DAY_MS
}

/** To avsc an Avro uuid is any text. Other readers could not read a record in which it is none. */
function id(args, name) {
  if (args[name] !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(args[name])) {
    throw new Error(`--${name} must be a UUID, not ${args[name]}`)
  }
}

// Left alone, kafkajs 2 hashes keys as Java does, so its records come to the right partition at once. Those of kafkajs 1 do
// not always; Staylog sends them on.
const PARTITIONERS = { default: undefined, legacy: Partitioners.LegacyPartitioner }

/** A BookingRequested. A UUID is text here, an enum its symbol, an amount of money a whole number of minor units. */
function request(args) {
  return {
    requestId: args['request-id'] ?? randomUUID(),
    hotelId: args.hotel,
    bookingId: args['booking-id'] ?? randomUUID(),
    ratePlanId: args['rate-plan'],
    channel: 'OTA',
    roomStays: [{
      roomTypeId: args['room-type'],
      arrivalDate: date(args, 'arrival'),
      departureDate: date(args, 'departure'),
      adults: args.adults
    }],
    currency: args.currency,
    paymentMethodToken: args.card,
    actor: { type: 'CHANNEL', id: 'node-example' }
  }
}

/**
 * The record in Confluent's wire format, under the schema that the registry has. It is never registered here: that is for
 * whoever owns it. Fields that are not given get the schema's defaults, which every field has that is ever added.
 */
async function encode(registry, topic, typeName, record) {
  // Staylog's subjects are <topic>-<full name of the record>.
  return registry.encode(await registry.getLatestSchemaId(`${topic}-${typeName}`), record)
}

/** The full name of a payload's record type; undefined for what is not in wire format, or of a schema nobody knows. */
async function typeName(registry, payload) {
  if (payload === null || payload.length < 5 || payload[0] !== 0) {
    return undefined
  }
  try {
    return (await registry.getSchema(payload.readInt32BE(1))).name
  } catch (e) {
    if (e.status === 404) {
      return undefined
    }
    throw e
  }
}

/** Where reading begins: taken before anything is asked, so that the answer cannot be missed. */
async function positions(kafka, args) {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const ends = await admin.fetchTopicOffsets(EVENTS)
    // The answer to a repeated request may be on the log already.
    return ends.map(({ partition, high, low }) => ({ topic: EVENTS, partition, offset: args['request-id'] ? low : high }))
  } finally {
    await admin.disconnect()
  }
}

/** Writes the request and waits until Kafka has it. */
async function send(kafka, args, key, value) {
  const producer = kafka.producer({ idempotent: true, createPartitioner: PARTITIONERS[args.partitioner] })
  await producer.connect()
  try {
    const [written] = await producer.send({ topic: REQUESTS, acks: -1, messages: [{ key, value }] })
    say(`asked: ${REQUESTS}, partition ${written.partition}, offset ${written.baseOffset}`)
  } finally {
    await producer.disconnect()
  }
}

/** What an event says to the request: the confirmation, an exception where it was refused, undefined for all others. */
async function judge(registry, asked, payload) {
  // The topic carries many record types, and there will be more: what is not known here is not for us.
  const type = await typeName(registry, payload)
  if (![CONFIRMED, REJECTED, RELEASED].includes(type)) {
    return undefined
  }
  const event = await registry.decode(payload)
  if (type === REJECTED && event.requestId === asked.requestId) {
    throw new Stop(REFUSED, `Refused (${event.code}): ${event.message}`)
  }
  if (type === RELEASED && event.bookingId === asked.bookingId) {
    throw new Stop(REFUSED, `Refused: the payment was declined (${event.declineCode}), and the room is free again.`)
  }
  return type === CONFIRMED && event.bookingId === asked.bookingId ? event : undefined
}

/**
 * Reads all partitions from the given positions and settles with the first answer. kafkajs reads in groups only, so this is
 * one of its own, with one member. It reads committed records only, unless it is told otherwise.
 */
async function follow(kafka, registry, asked, places) {
  const groupId = `node-example-${randomUUID()}`
  const consumer = kafka.consumer({ groupId })
  await consumer.connect()
  await consumer.subscribe({ topic: EVENTS, fromBeginning: true })
  let settle
  const answer = new Promise((resolve, reject) => { settle = { resolve, reject } })
  answer.catch(() => {}) // Whoever waits for it is told; until then it is nobody's.
  consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || settle.reject(payload.error))
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      try {
        const confirmed = await judge(registry, asked, message.value)
        if (confirmed) settle.resolve(confirmed)
      } catch (e) {
        settle.reject(e)
      }
    }
  })
  places.forEach(place => consumer.seek(place))
  const stop = async () => {
    await consumer.disconnect()
    const admin = kafka.admin()
    await admin.connect()
    await admin.deleteGroups([groupId]).catch(() => {}) // Kafka forgets it by itself, only later.
    await admin.disconnect()
  }
  return { answer, stop }
}

const repeat = asked => `It is safe to repeat it with --request-id ${asked.requestId} --booking-id ${asked.bookingId}`

const say = sentence => console.error(sentence)

async function withinSeconds(seconds, asked, answer) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Stop(NO_ANSWER, `No answer within ${seconds} s. ${repeat(asked)}`)), seconds * 1000)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** What the registry or Kafka answered before anything was asked; an exception where it did not. */
async function nothingAsked(what, address, step) {
  try {
    return await step
  } catch (e) {
    const reason = e.status === 404 ? 'it has not what was looked for; is it Staylog\'s?' : e.message
    throw new Stop(UNREACHABLE, `${what} at ${address} gave no usable answer (${reason}). Nothing was asked.`, e)
  }
}

async function book(args) {
  const asked = request(args)
  const registry = new SchemaRegistry({ host: args.registry, retry: { retries: 2 } })
  const kafka = new Kafka({
    clientId: 'node-example',
    brokers: args['bootstrap-servers'].split(','),
    connectionTimeout: NETWORK_MS,
    retry: { retries: 3 },
    logLevel: logLevel.NOTHING // Whatever it has to say comes back as an exception.
  })
  const encoded = encode(registry, REQUESTS, `${PACKAGE}.BookingRequested`, asked)
  const value = await nothingAsked('The schema registry', args.registry, encoded)
  const places = await nothingAsked('Kafka', args['bootstrap-servers'], positions(kafka, args))
  try {
    const { answer, stop } = await follow(kafka, registry, asked, places)
    try {
      await send(kafka, args, asked.hotelId, value)
      console.log(JSON.stringify(await withinSeconds(args.wait, asked, answer)))
    } finally {
      await stop()
    }
  } catch (e) {
    throw e instanceof Stop ? e : new Stop(NO_ANSWER, `Whether the room is booked is not known (${e.message}). ${repeat(asked)}`, e)
  }
}

function required(name) {
  try {
    return require(name)
  } catch (e) {
    console.error(`${name} is not installed: run infra/foreign/install`)
    process.exit(1)
  }
}

async function main() {
  try {
    const args = read(process.argv.slice(2))
    if (args.help) {
      console.log(help())
    } else {
      await book(args)
    }
  } catch (e) {
    say(e instanceof Stop ? e.message : e.stack)
    process.exitCode = e instanceof Stop ? e.code : 1
  }
}

main()
