package io.staylog.checker.bad;

import org.apache.avro.specific.SpecificRecordBase;

/** Reads the contract's own classes. */
class Sharing {
    SpecificRecordBase record;
}
