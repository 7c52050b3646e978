/** Runs the rules of payments on Kafka. */
@NullMarked
package io.staylog.payment.stream;

import org.jspecify.annotations.NullMarked;
