/** What tests of deciders share: given/when/then, approved texts and seeded random runs. */
@NullMarked
package io.staylog.testkit;

import org.jspecify.annotations.NullMarked;
