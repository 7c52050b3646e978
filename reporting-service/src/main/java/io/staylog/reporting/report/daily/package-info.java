/** The manager's daily report: every figure of a hotel's business date, as it stood when that date ended. */
@NullMarked
package io.staylog.reporting.report.daily;

import org.jspecify.annotations.NullMarked;
