/** The rules of both services among partitions, crashes and a bad network, from one seed. */
@NullMarked
package io.staylog.sagas.simulation;

import org.jspecify.annotations.NullMarked;
