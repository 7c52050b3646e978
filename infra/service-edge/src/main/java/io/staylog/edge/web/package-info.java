/** What the HTTP edges of the services have in common: who may come in, what a body may be, what a "no" looks like. */
@NullMarked
package io.staylog.edge.web;

import org.jspecify.annotations.NullMarked;
