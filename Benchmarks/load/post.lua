-- Posts a lead a request, each with a company of its own. Prints one JSON line at the end.
dofile(os.getenv("BENCHMARK_LOAD") .. "/summary.lua")

local head, tail = '{"company":"Benchmark ', '","website":null,"contactName":"Camille Martin","email":"camille@example.com","notes":"' .. string.rep("a", 200) .. '"}'
local number = 0

function init()
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCHMARK_TOKEN")
end

function request()
  number = number + 1
  return wrk.format("POST", nil, nil, head .. number .. tail)
end
