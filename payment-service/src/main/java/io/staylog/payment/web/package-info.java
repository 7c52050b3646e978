/** What payment-service tells of itself over HTTP. Its reads are reporting-service's job. */
@NullMarked
package io.staylog.payment.web;

import org.jspecify.annotations.NullMarked;
