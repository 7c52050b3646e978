/** The contract between the services: topics, record types, headers. */
@NullMarked
package io.staylog.schemas;

import org.jspecify.annotations.NullMarked;
