/** payment-service over HTTP: shows payments, takes what operators ask and what banks say to the log, and decides nothing. */
@NullMarked
package io.staylog.payment.web;

import org.jspecify.annotations.NullMarked;
