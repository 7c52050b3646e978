/** What the log says of records, in fields that can be searched for. */
@NullMarked
package io.staylog.payment.log;

import org.jspecify.annotations.NullMarked;
