-- What every script tells at its end, as one JSON line.
function done(summary, latency)
  local seconds, errors = summary.duration / 1e6, summary.errors
  local refused, broken = errors.status, errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '{"acknowledged":%d,"refused":%d,"broken":%d,"seconds":%.3f,"per_s":%.1f,"p50_ms":%.3f,"p99_ms":%.3f}\n',
    summary.requests - refused, refused, broken, seconds, (summary.requests - refused) / seconds,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
