#pragma once

#include <decode/dissection.h>
#include <filter/filter_program.h>
#include <filter/filter_scratch.h>

namespace tapscope {

/// Runs a program over a dissected frame. Created for one frame, on the stack.
class FilterEvaluation {
public:
    FilterEvaluation(const FilterProgram& program, const Dissection& dissection, FilterScratch& scratch) noexcept
        : program_(program), dissection_(dissection), scratch_(scratch) {}

    [[nodiscard]] bool run();

private:
    using Value = FilterProgram::Value;
    using Expression = FilterProgram::Expression;
    using Test = FilterProgram::Test;
    using Id = FilterProgram::ExpressionId;

    /// Called with each value of an expression; returns true to stop. Refers to a callable that must outlive it.
    class Visitor {
    public:
        template <typename Callable>
        // NOLINTNEXTLINE(google-explicit-constructor): lambdas are passed where a Visitor is taken
        Visitor(Callable&& callable)
            : object_(const_cast<void*>(static_cast<const void*>(&callable))),
              call_([](void* object, const Value& value) {
                  return (*static_cast<std::remove_reference_t<Callable>*>(object))(value);
              }) {}
        bool operator()(const Value& value) const { return call_(object_, value); }

    private:
        void* object_;
        bool (*call_)(void*, const Value&);
    };

    [[nodiscard]] bool passes(const Test& test);
    [[nodiscard]] bool compares(const Test& test);
    [[nodiscard]] bool isIn(const Test& test, std::size_t member, const Value& value);
    /// Calls `visit` with each value until it returns true. Returns whether it did.
    bool each(Id id, Visitor visit);
    bool eachField(const Expression& expression, Visitor visit);
    bool eachOfFunction(const Expression& expression, Visitor visit);
    [[nodiscard]] bool isInLayer(const Expression& expression, std::size_t position) const;
    [[nodiscard]] bool slice(const Expression& expression, const Value& whole, Value& part);
    [[nodiscard]] bool calculate(const Expression& expression, const Value& left, const Value& right, Value& result);
    [[nodiscard]] Bytes textOf(const Expression& expression, const Value& value);

    const FilterProgram& program_;
    const Dissection& dissection_;
    FilterScratch& scratch_;
};

} // namespace tapscope
