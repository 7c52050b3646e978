/** What documents are made from, read from the rows of one moment. */
@NullMarked
package io.staylog.reporting.report.sources;

import org.jspecify.annotations.NullMarked;
