/**
 * Tasks to measure against: the same ones, ids included, on every machine and in every run. Their
 * ids are smaller than any that is given later, so that they fill the first pages.
 */
import type { Task } from "../shared/tasks.ts";

const firstCreatedMs = Date.parse("2025-01-01T00:00:00.000Z");
const minuteMs = 60_000;

/** The first is number 1. */
export function seedTaskId(number: number): string {
  return number.toString(16).padStart(24, "0");
}

export function seedTasks(count: number): Task[] {
  return Array.from({ length: count }, (_, index) => seedTask(index + 1));
}

function seedTask(number: number): Task {
  const createdAt = new Date(firstCreatedMs + number * minuteMs).toISOString();
  const id = seedTaskId(number);
  return {
    id,
    title: `Seed task ${number}`,
    userId: number,
    status: "done",
    createdAt,
    settledAt: createdAt,
  };
}
