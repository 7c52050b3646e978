/** The service with bugs in it, to show that the checker finds them. */
package io.staylog.payment.planted;
