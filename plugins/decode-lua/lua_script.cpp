#include "lua_script.h"

#include "limits.h"

#include <fmt/core.h>

#include <fstream>
#include <iterator>

namespace tapscope {

Result<std::unique_ptr<LuaScript>> LuaScript::read(const std::filesystem::path& file) {
    std::error_code unreadable;
    const auto refuse = [&](std::string_view reason) {
        return tapscope::failure(ErrorKind::Invalid, "read the script", file.string(), reason);
    };
    if (!std::filesystem::is_regular_file(file, unreadable)) // a pipe would block
        return refuse(unreadable ? unreadable.message() : "it is not a file");
    if (const auto size = std::filesystem::file_size(file, unreadable); unreadable || size > limits::file)
        return refuse(unreadable ? unreadable.message() : "it is larger than a megabyte");
    std::ifstream input(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(input), {}};
    if (!input)
        return refuse("it cannot be read");
    if (text.starts_with(*LUA_SIGNATURE))
        return refuse(file.filename().string() + ":1: it is bytecode, not source text");

    std::unique_ptr<LuaScript> script(new LuaScript(file.filename().string(), std::move(text)));
    auto machine = script->makeMachine();
    if (!machine)
        return refuse(machine.error());
    script->idle_.push_back(std::move(*machine));
    for (std::size_t index = 0; index < script->declarations_.size(); ++index)
        script->decoders_.push_back(std::make_unique<ScriptedDecoder>(*script, index));
    for (const auto& declaration : script->declarations_) {
        if (!declaration->counters.empty())
            script->statistics_.push_back(std::make_unique<const ScriptedStatistic>(*declaration));
    }
    return script;
}

LuaScript::ScriptedStatistic::ScriptedStatistic(const Declaration& declaration)
    : id(fmt::format("{},tree", declaration.info.abbreviation)), parts([&] {
          std::vector<CountedField> all;
          for (const FieldInfo* field : declaration.counters)
              all.push_back({.title = field->title, .field = field->name});
          return all;
      }()),
      kind(id, declaration.info.title, declaration.info.abbreviation, parts) {}

std::vector<const Decoder*> LuaScript::decoders() const {
    std::vector<const Decoder*> all;
    for (const auto& decoder : decoders_)
        all.push_back(decoder.get());
    return all;
}

std::vector<const StatisticKind*> LuaScript::statistics() const {
    std::vector<const StatisticKind*> all;
    for (const auto& statistic : statistics_)
        all.push_back(&statistic->kind);
    return all;
}

std::string LuaScript::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

std::string_view LuaScript::keep(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto known = columnNames_.find(name); known != columnNames_.end())
        return *known;
    return columnNames_.size() < limits::columnNames ? *columnNames_.emplace(name).first : std::string_view();
}

Machine::Outcome<std::unique_ptr<Machine>> LuaScript::makeMachine() {
    ColumnNames& columns = *this;
    auto machine = std::make_unique<Machine>(name_, columns);
    if (auto loaded = machine->load(text_, declarations_); !loaded)
        return std::unexpected(std::move(loaded.error()));
    return machine;
}

Machine::Outcome<std::unique_ptr<Machine>> LuaScript::takeMachine() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto machine = std::move(idle_.back());
            idle_.pop_back();
            return machine;
        }
    }
    return makeMachine();
}

template <typename Value, typename Use>
Machine::Outcome<Value> LuaScript::withMachine(const Use& use) {
    auto machine = takeMachine();
    auto outcome = machine ? use(**machine) : Machine::Outcome<Value>(std::unexpected(machine.error()));
    const std::lock_guard lock(mutex_);
    if (outcome)
        idle_.push_back(std::move(*machine));
    else if (!hasFailed_.exchange(true))
        failure_ = outcome.error();
    return outcome;
}

const ProtocolInfo& LuaScript::ScriptedDecoder::protocol() const noexcept {
    return script_.declarations_[index_]->info;
}

void LuaScript::ScriptedDecoder::decode(ByteReader& bytes, Dissection& dissection) const {
    if (script_.hasFailed_.load(std::memory_order_relaxed)) {
        dissection.nextAsData(bytes);
        return;
    }
    const auto decoded =
        script_.withMachine<void>([&](Machine& machine) { return machine.dissect(index_, bytes, dissection); });
    if (!decoded)
        dissection.malformed(decoded.error());
}

bool LuaScript::ScriptedDecoder::accepts(Bytes, Claim) const {
    return !script_.hasFailed_.load(std::memory_order_relaxed);
}

bool LuaScript::ScriptedDecoder::recognises(Bytes bytes, const Dissection& dissection) const {
    if (script_.hasFailed_.load(std::memory_order_relaxed))
        return false;
    // Another decoder calls this, which must not suffer from errors in the script.
    try {
        return script_.withMachine<bool>([&](Machine& machine) { return machine.recognise(index_, bytes, dissection); })
            .value_or(false);
    } catch (const std::exception&) {
        return false;
    }
}

} // namespace tapscope
