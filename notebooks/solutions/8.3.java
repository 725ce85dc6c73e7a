%reproduce noTuning --name answer
