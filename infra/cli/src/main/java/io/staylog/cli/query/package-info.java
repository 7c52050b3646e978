/** Commands that only read, over the services' HTTP interfaces. */
@NullMarked
package io.staylog.cli.query;

import org.jspecify.annotations.NullMarked;
