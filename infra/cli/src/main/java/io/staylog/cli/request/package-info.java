/** Commands that ask for something: one record on booking.requests, then the decision. */
@NullMarked
package io.staylog.cli.request;

import org.jspecify.annotations.NullMarked;
