/** How long the single steps of a decision take, by JMH. */
@NullMarked
package io.staylog.bench.micro;

import org.jspecify.annotations.NullMarked;
