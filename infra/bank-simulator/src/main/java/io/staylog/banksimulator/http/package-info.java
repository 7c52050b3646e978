/** The HTTP edge: it checks the shape of a call, writes answers and keeps silent when it is told to; it decides nothing. */
@NullMarked
package io.staylog.banksimulator.http;

import org.jspecify.annotations.NullMarked;
