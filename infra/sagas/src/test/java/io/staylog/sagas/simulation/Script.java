package io.staylog.sagas.simulation;

import static io.staylog.sagas.Desk.CARD;
import static io.staylog.sagas.Desk.FLEX;
import static io.staylog.sagas.Desk.PREPAID;

import io.staylog.sagas.simulation.CallFate.What;
import io.staylog.sagas.simulation.Step.Who;
import io.staylog.sagas.simulation.Transaction.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All that happens in a simulation before it is left to heal.
 *
 * @param seed what it was drawn from
 */
record Script(long seed, List<Step> steps) {
    private static final List<String> PLANS = List.of(PREPAID, CARD, FLEX);
    private static final int LATELY = 40;

    Script {
        steps = List.copyOf(steps);
    }

    /** The same seed always gives the same steps, and fewer of them are the beginning of more. */
    static Script of(long seed, int steps) {
        return new Script(seed, new Drawing(new SplittableRandom(seed)).steps(steps));
    }

    Script with(List<Step> others) {
        return new Script(seed, others);
    }

    private static final class Drawing {
        private final SplittableRandom random;
        private final List<Step> steps = new ArrayList<>();
        // Which bookings were asked for, and at which hotel.
        private final List<Step.Book> bookings = new ArrayList<>();

        Drawing(SplittableRandom random) {
            this.random = random;
        }

        List<Step> steps(int count) {
            while (steps.size() < count) {
                steps.add(step());
            }
            return steps;
        }

        private int id() {
            return steps.size() + 1;
        }

        private Step step() {
            int what = random.nextInt(1_000);
            if (!steps.isEmpty()
                    && steps.getLast() instanceof Step.Turn turn
                    && turn.until() != Until.COMMITTED
                    && what < 250) {
                return disturbed(turn);
            } else if (what < 420) {
                return turn();
            } else if (what < 550) {
                return new Step.Fetch(process());
            } else if (what < 590) {
                return new Step.CommitFetched(process());
            } else if (what < 790) {
                return time(what);
            } else if (what < 930) {
                return asked(what);
            }
            return fault(what);
        }

        private int process() {
            return random.nextInt(Surroundings.PROCESSES);
        }

        private Who who() {
            return random.nextBoolean() ? Who.BOOKING : Who.PAYMENT;
        }

        private Step turn() {
            var until = switch (random.nextInt(12)) {
                case 0 -> Until.DECIDED;
                case 1 -> Until.PREPARED;
                default -> Until.COMMITTED;
            };
            return new Step.Turn(who(), process(), until, random.nextLong());
        }

        /** What has begun a transaction seldom meets trouble by itself before it ends. */
        private Step disturbed(Step.Turn turn) {
            return switch (random.nextInt(3)) {
                case 0 -> new Step.Crash(turn.who(), turn.process(), random.nextInt(5) == 0);
                case 1 -> new Step.Rebalance(turn.who(), random.nextLong());
                default -> new Step.Expire(turn.who(), turn.process());
            };
        }

        private Step time(int what) {
            if (what < 720) {
                return new Step.Pass(Duration.ofMillis(1 + random.nextInt(120)));
            } else if (what < 755) {
                return new Step.Pass(Duration.ofMillis(500 + random.nextInt(14_000)));
            } else if (what < 758) {
                return new Step.Pass(Duration.ofMinutes(1 + random.nextInt(80)));
            } else if (what < 760) {
                return new Step.Pass(Duration.ofHours(1 + random.nextInt(30)));
            }
            return new Step.Live(random.nextInt(20) == 0 ? Duration.ofMinutes(20) : Duration.ofSeconds(3));
        }

        private Step asked(int what) {
            if (what < 845 || bookings.isEmpty()) {
                var book = new Step.Book(
                        id(),
                        random.nextInt(Simulation.HOTELS),
                        PLANS.get(random.nextInt(PLANS.size())),
                        token(),
                        random.nextInt(5),
                        1 + random.nextInt(4));
                bookings.add(book);
                return book;
            } else if (what < 857) {
                return new Step.NextDay(id(), random.nextInt(Simulation.HOTELS), random.nextInt(1_000));
            } else if (what < 880) {
                return new Step.Repeat(Math.max(0, id() - 1 - random.nextInt(200)));
            }
            var about = bookings.get(bookings.size() - 1 - random.nextInt(Math.min(LATELY, bookings.size())));
            var whats = Step.What.values();
            return new Step.Ask(
                    id(), whats[random.nextInt(whats.length)], about.hotel(), about.id(), random.nextInt(10_000));
        }

        private String token() {
            return random.nextInt(3) == 0 ? Desks.TOKENS.get(random.nextInt(Desks.TOKENS.size())) : "tok_ok";
        }

        private Step fault(int what) {
            if (what < 955) {
                return new Step.NextCall(callFate());
            } else if (what < 968) {
                return new Step.NextNotice(ways());
            } else if (what < 976) {
                return new Step.Crash(who(), process(), random.nextInt(5) == 0);
            } else if (what < 979) {
                return new Step.Rebalance(who(), random.nextLong());
            } else if (what < 986) {
                return new Step.Expire(who(), process());
            } else if (what < 988) {
                return new Step.LoseSnapshots(who(), process());
            } else if (what < 992) {
                return new Step.CrashWorker(process());
            } else if (what < 995) {
                return new Step.FreezeWorker(process(), Duration.ofSeconds(1 + random.nextInt(60)));
            } else if (what < 998) {
                return new Step.RebalanceWorkers(random.nextLong());
            }
            return new Step.Compare();
        }

        private CallFate callFate() {
            var whats = What.values();
            var what = whats[1 + random.nextInt(whats.length - 1)];
            return new CallFate(
                    what,
                    switch (what) {
                        // A call is not longer on its way than that: else a bank that knows nothing of it says nothing.
                        case CALL_LATE -> Duration.ofMillis(random.nextInt(15_000));
                        case ANSWER_LATE -> Duration.ofMillis(random.nextInt(12_000));
                        case FREEZES_BEFORE_WRITING -> Duration.ofMillis(1 + random.nextInt(300_000));
                        default -> Duration.ZERO;
                    });
        }

        private List<Duration> ways() {
            var late = Duration.ofMillis(1L << random.nextInt(27)); // Up to a day and a half.
            return switch (random.nextInt(3)) {
                case 0 -> List.of(late);
                case 1 -> List.of(Duration.ofMillis(300), late);
                default -> List.of(Duration.ZERO);
            };
        }
    }
}
