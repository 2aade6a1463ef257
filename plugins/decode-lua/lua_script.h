#pragma once

#include "machine.h"

#include <decode/decoder.h>
#include <plugin/script_language.h>
#include <stats/field_counts.h>

#include <atomic>
#include <mutex>
#include <set>

namespace tapscope {

/// The file of a script, its declarations, and the machines that run it: one for each thread that decodes at the same
/// time, created on demand and kept.
class LuaScript final : public Script, private ColumnNames {
public:
    [[nodiscard]] static Result<std::unique_ptr<LuaScript>> read(const std::filesystem::path& file);

    [[nodiscard]] std::vector<const Decoder*> decoders() const override;
    [[nodiscard]] std::vector<const StatisticKind*> statistics() const override;
    [[nodiscard]] std::string failure() const override;

private:
    /// A protocol declared by the script.
    class ScriptedDecoder final : public Decoder {
    public:
        ScriptedDecoder(LuaScript& script, std::size_t index) : script_(script), index_(index) {}
        [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
        void decode(ByteReader& bytes, Dissection& dissection) const override;
        [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
        [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;

    private:
        LuaScript& script_;
        std::size_t index_;
    };

    /// Counts the values of the fields that a protocol names as its counters. It runs no code of the script.
    struct ScriptedStatistic {
        explicit ScriptedStatistic(const Declaration& declaration);

        std::string id;
        std::vector<CountedField> parts;
        FieldCountsKind kind;
    };

    LuaScript(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}
    [[nodiscard]] std::string_view keep(std::string_view name) override;
    [[nodiscard]] Machine::Outcome<std::unique_ptr<Machine>> makeMachine();
    /// Calls `use` with a machine that no other thread uses. After the first error, the whole script is disabled.
    template <typename Value, typename Use>
    [[nodiscard]] Machine::Outcome<Value> withMachine(const Use& use);
    [[nodiscard]] Machine::Outcome<std::unique_ptr<Machine>> takeMachine();

    std::string name_, text_;
    Machine::Declarations declarations_;
    std::vector<std::unique_ptr<const ScriptedDecoder>> decoders_;
    std::vector<std::unique_ptr<const ScriptedStatistic>> statistics_;
    std::atomic<bool> hasFailed_ = false;
    mutable std::mutex mutex_; ///< guards the members below
    std::string failure_;
    std::set<std::string, std::less<>> columnNames_;
    std::vector<std::unique_ptr<Machine>> idle_; ///< destroyed before everything the machines refer to
};

} // namespace tapscope
