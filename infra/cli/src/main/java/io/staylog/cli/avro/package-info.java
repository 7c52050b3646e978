/** Avro records to JSON and back, for any schema. */
@NullMarked
package io.staylog.cli.avro;

import org.jspecify.annotations.NullMarked;
