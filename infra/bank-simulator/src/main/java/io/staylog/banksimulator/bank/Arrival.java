package io.staylog.banksimulator.bank;

/** A call as it reaches the bank, and the trouble that it has on its way. */
public record Arrival(BankCall call, Trouble trouble) {

    /** The call with the trouble that the script has for it now. */
    public static Arrival of(BankState bank, BankCall call, FaultScript script) {
        var memory = bank.memory(call.key());
        return new Arrival(call, script.on(call.key(), memory == null ? 1 : memory.calls() + 1));
    }
}
