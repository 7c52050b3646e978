package io.staylog.payment.domain;

import java.util.UUID;

/** Names the booking that a payment is for. */
public record BookingId(UUID value) {}
