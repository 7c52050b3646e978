package io.staylog.payment.domain;

import java.util.UUID;

/** Names a request; who sends a request again, uses the same name. It is also the number of the refund that it asks for. */
public record RequestId(UUID value) {}
