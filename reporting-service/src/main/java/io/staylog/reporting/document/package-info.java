/**
 * Makes documents: from data records to bytes. It knows no database, no log and no clock, so the same source gives the same
 * bytes in every process.
 */
@NullMarked
package io.staylog.reporting.document;

import org.jspecify.annotations.NullMarked;
