/** Where the facts come from: the log, the schema registry and the bank's ledger. */
@NullMarked
package io.staylog.checker.source;

import org.jspecify.annotations.NullMarked;
