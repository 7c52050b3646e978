/** Commands about the contract in the registry. */
@NullMarked
package io.staylog.cli.schemas;

import org.jspecify.annotations.NullMarked;
