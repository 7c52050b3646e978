/** What the services' API documents have in common; needs springdoc, which a service without an API leaves out. */
@NullMarked
package io.staylog.edge.api;

import org.jspecify.annotations.NullMarked;
