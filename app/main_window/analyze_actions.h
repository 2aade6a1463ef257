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

/// Implements the Analyze menu: filters made from the selection, streams, Decode As, colouring rules, the list of
/// protocols, and finding. GUI thread.
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

    /// Loads the user's Decode As rules.
    void restore();
    /// Shows the data exchanged in a frame's conversation.
    void followStream(FrameNumber frame);
    /// Loads the user's colouring rules for the model's present registry.
    void loadColouring();

signals:
    void noted(const QString& text);

private:
    [[nodiscard]] std::string selectedCondition() const;
    void join(ConditionJoin how, bool isApplied);
    /// Filters by the given layer, or by the innermost one if none is given.
    void filterConversation(std::optional<ConversationLayer> layer = {});
    void editEnabledProtocols();
    void filterInterface();
    void editDecodeAs();
    /// Opens the dialog, with a new rule for this filter unless it is empty.
    void editColouring(const QString& filter = {});
    void colourValue();
    /// Opens the list of protocols, at this field unless its name is empty.
    void showProtocols(const QString& field = {});

    Parts parts_;
    ColouringRules conversations_; ///< they precede all other rules
    bool isColoured_ = true;
};

} // namespace tapscope
