@NullMarked
package io.staylog.reporting.web.dashboard;

import org.jspecify.annotations.NullMarked;
