/** booking-service's engine with bugs in it, to show that the checker finds them. */
package io.staylog.booking.planted;
