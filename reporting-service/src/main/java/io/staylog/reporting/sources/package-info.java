/** What documents are made from, read from the rows of one moment. */
@NullMarked
package io.staylog.reporting.sources;

import org.jspecify.annotations.NullMarked;
