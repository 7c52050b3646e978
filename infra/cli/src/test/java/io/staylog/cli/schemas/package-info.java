/** Schemas in the registry that are not all ours. */
package io.staylog.cli.schemas;
