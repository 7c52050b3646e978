/** Our serde and Apicurio's own, which shares no code with it, read each other's bytes. */
@NullMarked
package io.staylog.foreign.apicurio;

import org.jspecify.annotations.NullMarked;
