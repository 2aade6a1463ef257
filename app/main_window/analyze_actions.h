#pragma once

#include <base/frame.h>
#include <filter/field_condition.h>

#include <QObject>

namespace tapscope {

struct Actions;
class ConditionMenu;
class CurrentCapture;
class FilterBar;
class FindBar;
class FrameListModel;
class FramePane;
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
        const Theme& theme;
    };
    AnalyzeActions(const Actions& actions, ConditionMenu& apply, ConditionMenu& prepare, const Parts& parts,
                   QObject* parent = nullptr);

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
    void filterConversation();
    void editDecodeAs();
    void editColouring();
    void showProtocols();

    Parts parts_;
};

} // namespace tapscope
