#pragma once

#include "../colouring/colouring_rules.h"

#include <base/frame.h>
#include <filter/field_condition.h>

#include <QObject>

#include <optional>

namespace tapscope {

struct Actions;
class ConditionMenu;
class CurrentCapture;
class FilterBar;
class FindBar;
class FrameListModel;
class FramePane;
class Profiles;
class Theme;

/// What the Analyze menu does: filters made from what is selected, streams, Decode As, colouring rules, the list of
/// protocols, finding. GUI's thread.
class AnalyzeActions final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        FramePane& pane;
        FrameListModel& model;
        CurrentCapture& capture;
        FilterBar& filterBar;
        FindBar& findBar;
        Profiles& profiles;
        const Theme& theme;
    };
    AnalyzeActions(const Actions& actions, ConditionMenu& apply, ConditionMenu& prepare, const Parts& parts,
                   QObject* parent = nullptr);
    /// Gives the current frame's conversation one of the colours of conversationColours(), until the program ends.
    void colourConversation(int colour);

    /// Takes the rules that the user has kept.
    void restore();
    /// Shows what the two ends of a frame's conversation said.
    void followStream(FrameNumber frame);
    /// Takes the colouring rules that the user has kept, for the registry that the model has now.
    void takeColouring();

signals:
    void noted(const QString& text);

private:
    [[nodiscard]] std::string selectedCondition() const;
    void join(ConditionJoin how, bool isApplied);
    /// By one layer; by the innermost one without.
    void filterConversation(std::optional<ConversationLayer> layer = {});
    void editEnabledProtocols();
    void filterInterface();
    void editDecodeAs();
    /// With a new rule for this filter, unless it is empty.
    void editColouring(const QString& filter = {});
    void colourValue();
    void showProtocols();

    Parts parts_;
    ColouringRules conversations_; ///< before all others
    bool isColoured_ = true;
};

} // namespace tapscope
