/** The HTTP edge: checks what is asked, and writes answers as JSON or CSV. */
@NullMarked
package io.staylog.reporting.web;

import org.jspecify.annotations.NullMarked;
