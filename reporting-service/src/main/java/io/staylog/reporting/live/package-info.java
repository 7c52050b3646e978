@NullMarked
package io.staylog.reporting.live;

import org.jspecify.annotations.NullMarked;
