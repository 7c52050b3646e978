/** {@code staylog dlq}: what the services have put aside, and what is to become of it. */
@NullMarked
package io.staylog.cli.dlq;

import org.jspecify.annotations.NullMarked;
