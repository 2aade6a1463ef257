#pragma once

#include <stats/statistic_kinds.h>
#include <stats/statistics_count.h>

#include <QWidget>

#include <analysis/shown_capture.h>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace tapscope {

class IoGraphPage;
class ResultPage;
class StatisticsCounter;
class Theme;

/// The statistics of the capture that is shown, in a window of their own: a page for each subject, counted when it is
/// looked at and counted on while the capture grows. GUI's thread.
class StatisticsWindow final : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsWindow(const Theme& theme, QWidget* parent = nullptr);

    /// Another capture, or the same one decoded otherwise: counts anew.
    void setCapture(const ShownCapture& capture);
    /// The capture has more frames.
    void proceed();

signals:
    void filterAsked(const QString& filter);
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void choosePage();
    void countAnew();
    void showCounted();
    void showProgress(quint64 done, quint64 total);
    [[nodiscard]] bool isGraph() const;
    [[nodiscard]] std::vector<ChosenStatistic> chosen();
    void fillInterfaces();
    void tell(const QString& text, bool isTrouble);

    const Theme& theme_;
    StatisticKinds kinds_;
    ShownCapture capture_;
    std::shared_ptr<const StatisticsPlan> plan_;
    StatisticsCounter* counter_;
    QListWidget* pages_;
    QTabBar* variants_;
    QLineEdit* filter_;
    QComboBox* interfaces_;
    QStackedWidget* stack_;
    ResultPage* table_;
    IoGraphPage* graph_;
    QProgressBar* progress_;
    QPushButton* cancel_;
    QLabel* state_;
    quint64 shownRequest_ = 0; ///< results of an earlier request are dropped
};

} // namespace tapscope
