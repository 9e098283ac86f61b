-- Takes a token from the bucket KEYS[1], into which ARGV[1] come a second, up to ARGV[2].
-- Answers whether there was one (1 or 0), how many are left, and the seconds to the next, where there was none, else until it is full.
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(bucket[1]) or burst
local at = tonumber(bucket[2]) or now
tokens = math.min(burst, tokens + math.max(0, now - at) * rate)
local passes = tokens >= 1
if passes then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
local missing = passes and burst - tokens or 1 - tokens
return {passes and 1 or 0, math.floor(tokens), math.ceil(missing / rate)}
