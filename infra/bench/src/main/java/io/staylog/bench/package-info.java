/** Measures how fast Staylog is, beside what is possible and what others are. */
@NullMarked
package io.staylog.bench;

import org.jspecify.annotations.NullMarked;
