/** What booking-service shows: a read model folded from {@code booking.events}, the same on every instance. */
@NullMarked
package io.staylog.booking.view;

import org.jspecify.annotations.NullMarked;
