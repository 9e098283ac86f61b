package io.cfa.bank.camt;

import java.time.LocalDate;
import java.util.UUID;

/**
 * One movement of a statement.
 *
 * @param entry         the number of the {@code Ntry} that has it, from one on
 * @param part          which of its transactions, from one on
 * @param credit        whether the money came; otherwise it left
 * @param amount        in kopecks
 * @param booked        when the bank booked it
 * @param bankReference the bank's own reference ({@code AcctSvcrRef}), or null
 * @param endToEnd      the id that whoever ordered it gave it, or null
 * @param remittance    what it is for, as the payer has written, or null
 * @param reference     the first id of ours that these two name, or null
 */
public record CamtLine(
        int entry,
        int part,
        boolean credit,
        long amount,
        LocalDate booked,
        String bankReference,
        String endToEnd,
        String remittance,
        UUID reference) {}
