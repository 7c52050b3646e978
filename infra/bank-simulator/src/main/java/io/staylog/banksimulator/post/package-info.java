/** Tells merchants what happens, until they have heard it. */
@NullMarked
package io.staylog.banksimulator.post;

import org.jspecify.annotations.NullMarked;
