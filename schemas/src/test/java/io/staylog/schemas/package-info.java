/** Tests of the contract. */
@NullMarked
package io.staylog.schemas;

import org.jspecify.annotations.NullMarked;
